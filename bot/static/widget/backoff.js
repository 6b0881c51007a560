// Waiting times between attempts: doubling, capped, with jitter, so that many tabs do not return at once.

const FIRST_MS = 400;
const CAP_MS = 20000;

export class Backoff {
  constructor(random = Math.random) {
    this.random = random;
    this.failures = 0;
  }

  /** The next wait: between half and the whole of the doubled time. */
  next() {
    const whole = Math.min(CAP_MS, FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    return whole * (0.5 + this.random() / 2);
  }

  reset() {
    this.failures = 0;
  }
}
