/** Chance that is the same on each run, so that two runs measure the same rows. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 32 random bits (mulberry32). */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.fraction() * values.length)]!;
  }

  /** The early ones far more often than the late ones. */
  pickSkewed<T>(values: readonly T[]): T {
    return values[Math.floor(this.fraction() ** 2 * values.length)]!;
  }

  /** One of the keys, as often as its weight says. */
  weighted<T>(weights: readonly (readonly [value: T, weight: number])[]): T {
    let left = this.fraction() * weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of weights) if ((left -= weight) < 0) return value;
    return weights.at(-1)![0];
  }

  /** A UUIDv7 as the application would have made it at that instant. */
  id(at: number): string {
    const time = Math.floor(at).toString(16).padStart(12, "0");
    const [a, b, c] = [this.bits(), this.bits(), this.bits()];
    const version = (0x7000 | (a & 0xfff)).toString(16);
    const variant = (0x8000 | ((a >>> 12) & 0x3fff)).toString(16);
    const rest = b.toString(16).padStart(8, "0") + (c & 0xffff).toString(16).padStart(4, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`;
  }
}
