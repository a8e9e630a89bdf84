/** The parts of the desk that are read when they are wanted: about people, the choice of keys, parking, resolving, why something waits. */
import { learn } from "../language.ts";
import { IMPORT_EN } from "../words_import_en.ts";
import { IMPORT_ES } from "../words_import_es.ts";

export { KeysSettings } from "../keys_settings.tsx";
export { Parking } from "../parking.tsx";
export { Resolving } from "../resolving.tsx";
export { ContactsPage } from "./page.tsx";
export { ContactPanel } from "./panel.tsx";
export { Why } from "../why.tsx";

learn(IMPORT_EN, IMPORT_ES);
