/** The agent desk. */
import { render } from "preact";
import "./style.css";
import { App } from "./app.tsx";
import { goOn } from "./desk.ts";
import { startRinging } from "./ringing.ts";
import "./theme.ts";

goOn();
startRinging();
render(<App />, document.getElementById("desk") as HTMLElement);
