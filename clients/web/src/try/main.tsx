/** The page for trying it out. */
import { render } from "preact";
import "../widget/style.css";
import "./style.css";
import { wearColours } from "../widget/colours.ts";
import { goOn } from "../widget/conversation.ts";
import { listen } from "../widget/lines.ts";
import { keepDraft, sendAgain } from "../widget/outbox.ts";
import { App } from "./app.tsx";

wearColours();
goOn("try");
listen();
keepDraft();
sendAgain();
render(<App />, document.getElementById("try") as HTMLElement);
