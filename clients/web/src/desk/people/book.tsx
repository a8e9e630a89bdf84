/** The parts of the desk that are read when they are wanted: about people, the choice of keys, parking. */
export { KeysSettings } from "../keys_settings.tsx";
export { Parking } from "../parking.tsx";
export { ContactsPage } from "./page.tsx";
export { ContactPanel } from "./panel.tsx";
