/** The consumer's widget. */
import { render } from "preact";
import "./style.css";
import "../calls/calls.css";
import "./calls.css";
import { App } from "./app.tsx";
import { keepTyped } from "./begin.ts";
import { wearColours } from "./colours.ts";
import { expectCalls } from "./call_door.tsx";
import { goOn } from "./conversation.ts";
import { talkToHost } from "./host.ts";
import { listen } from "./lines.ts";
import { keepDraft, sendAgain } from "./outbox.ts";

wearColours();
goOn("widget");
listen();
expectCalls();
keepDraft();
sendAgain();
keepTyped();
talkToHost();
render(<App />, document.getElementById("widget") as HTMLElement);
