/** Who is writing: told to the other side every few seconds, and believed for a few seconds. */
import { client } from "./desk.ts";

const TELL_MS = 3_000;
const STOPPED_MS = 5_000;

/** What the others are told of the agent's own writing. */
export class TypingTold {
  private toldAtMs = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly interaction: string) {}

  wrote(text: string): void {
    if (!text.trim()) return this.stop();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), STOPPED_MS);
    if (performance.now() - this.toldAtMs < TELL_MS) return;
    this.toldAtMs = performance.now();
    this.tell(true);
  }

  stop(): void {
    clearTimeout(this.timer);
    if (this.toldAtMs === -Infinity) return;
    this.toldAtMs = -Infinity;
    this.tell(false);
  }

  private tell(typing: boolean): void {
    client.peek()?.ask("message.typing", { interaction: this.interaction, typing }).catch(() => undefined); // passing
  }
}
