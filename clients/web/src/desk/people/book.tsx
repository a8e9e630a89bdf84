/** The part of the desk about people, which is read when it is wanted. */
export { ContactsPage } from "./page.tsx";
export { ContactPanel } from "./panel.tsx";
