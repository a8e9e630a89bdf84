/** The token that the client shows at every hello. A stale one is not shown again: the hello waits for a newer one. */
const KEPT = "ringline.token";

class Bearer {
  /** It has expired, or was revoked. */
  isStale = false;
  private waiting: ((token: string) => void)[] = [];

  get token(): string | undefined {
    return sessionStorage.getItem(KEPT) ?? undefined;
  }

  /** For the client. */
  async give(): Promise<string> {
    if (!this.isStale && this.token) return this.token;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  supply(token: string): void {
    sessionStorage.setItem(KEPT, token);
    this.isStale = false;
    for (const resolve of this.waiting.splice(0)) resolve(token);
  }

  forget(): void {
    sessionStorage.removeItem(KEPT);
    this.isStale = false;
    this.waiting = [];
  }
}

export const bearer = new Bearer();
export const keep = (): string | undefined => bearer.token;
export const supply = (token: string): void => bearer.supply(token);
