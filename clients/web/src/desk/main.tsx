/** The agent desk. */
import { render } from "preact";
import "./style.css";
import "./actions.css";
import "./lists.css";
import "./keys.css";
import "./mail.css";
import "./people.css";
import "../calls/calls.css";
import "./calls.css";
import { App } from "./app.tsx";
import "./frames.ts";
import { expectCalls } from "./call_door.tsx";
import { startSession } from "./credentials.ts";
import { keepFound } from "./found.ts";
import { startDelivering } from "./outbox.ts";
import { startReturning } from "./returning.ts";
import { startRinging } from "./ringing.ts";
import { startKeys } from "./shortcuts.ts";
import "./theme.ts";

startSession();
keepFound();
startKeys();
startRinging();
expectCalls();
startReturning();
startDelivering();
render(<App />, document.getElementById("desk") as HTMLElement);
