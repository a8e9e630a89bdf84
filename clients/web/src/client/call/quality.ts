/** How good the path is, as the browser measures it: round trip, and what was lost lately. */

export interface Quality {
  roundTripMs: number | undefined;
  lossPercent: number;
  level: "good" | "fair" | "poor";
}

const FAIR = { roundTripMs: 250, lossPercent: 3 };
const POOR = { roundTripMs: 500, lossPercent: 8 };

/** Of one connection; ask again and again: loss is what was lost since the last time. */
export class Meter {
  private lost = 0;
  private received = 0;

  async measure(pc: RTCPeerConnection): Promise<Quality> {
    let [lost, received] = [0, 0];
    let roundTripMs: number | undefined;
    (await pc.getStats()).forEach((stat: { type: string } & Record<string, number | boolean | undefined>) => {
      if (stat.type === "inbound-rtp") [lost, received] = [lost + Number(stat["packetsLost"] ?? 0), received + Number(stat["packetsReceived"] ?? 0)];
      if (stat.type === "candidate-pair" && stat["nominated"] && stat["currentRoundTripTime"] !== undefined)
        roundTripMs = Math.round(Number(stat["currentRoundTripTime"]) * 1_000);
    });
    const [newlyLost, newly] = [Math.max(0, lost - this.lost), Math.max(0, received - this.received)];
    [this.lost, this.received] = [lost, received];
    const lossPercent = newlyLost + newly === 0 ? 0 : Math.round((100 * newlyLost) / (newlyLost + newly));
    return { roundTripMs, lossPercent, level: levelOf(roundTripMs ?? 0, lossPercent) };
  }
}

export function levelOf(roundTripMs: number, lossPercent: number): Quality["level"] {
  if (roundTripMs > POOR.roundTripMs || lossPercent > POOR.lossPercent) return "poor";
  return roundTripMs > FAIR.roundTripMs || lossPercent > FAIR.lossPercent ? "fair" : "good";
}

/** Of several paths the one that is heard as bad; none: nothing was measured. */
export function worst(some: readonly Quality[]): Quality | undefined {
  return some.reduce<Quality | undefined>((found, one) => (found && badness(found) >= badness(one) ? found : one), undefined);
}

const badness = ({ roundTripMs = 0, lossPercent }: Quality): number =>
  Math.max(roundTripMs / POOR.roundTripMs, lossPercent / POOR.lossPercent);
