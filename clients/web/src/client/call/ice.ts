/** STUN and TURN servers of one call. Their credentials hold for a while: a new path asks for new ones. */
import type { Client } from "../client.ts";

/** For the answer; a server that is away cannot relay signals either. */
const PATIENCE_MS = 5_000;
/** An answer serves all connections that begin now, and no later one: a secret may have changed long before it expires. */
const FRESH_MS = 10_000;

export class IceServers {
  private known: RTCIceServer[] = [];
  private knownAtMs = -Infinity;
  private asking: Promise<RTCIceServer[]> | undefined;

  constructor(
    private readonly client: Client,
    private readonly interaction: string,
  ) {}

  /** With credentials made just now; if that cannot be, those that are known. Empty: none are needed. */
  async fresh(): Promise<RTCIceServer[]> {
    if (performance.now() - this.knownAtMs < FRESH_MS) return this.known;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking; // several who ask at once share an answer
  }

  private async ask(): Promise<RTCIceServer[]> {
    try {
      this.known = (await this.client.ask("call.servers", { interaction: this.interaction }, { patienceMs: PATIENCE_MS })).servers;
      this.knownAtMs = performance.now();
    } catch {
      // the credentials of before may hold yet; if not, no path is found, and it is tried again
    }
    return this.known;
  }
}
