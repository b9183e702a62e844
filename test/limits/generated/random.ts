import fc, { type Arbitrary, type GeneratorValue } from "fast-check";

// Without fast-check's bias for small numbers, and not as a double, most of which are next to nothing.
const fraction = fc.noBias(fc.nat({ max: 2 ** 30 - 1 })).map((part) => part / 2 ** 30);

/** Choices that are random, and the same for the same seed of fast-check and the same place. */
export class Random {
  readonly #generate: GeneratorValue;

  private constructor(generate: GeneratorValue) {
    this.#generate = generate;
  }

  /** One for each place, so that one place can be generated again without those before it. */
  static places(seed: number, count: number): readonly Random[] {
    return fc.sample(fc.gen(), { seed, numRuns: count }).map((generate) => new Random(generate));
  }

  of<T>(arbitrary: Arbitrary<T>): T {
    return this.#generate(() => arbitrary);
  }

  next(): number {
    return this.of(fraction);
  }

  /** An integer below a number. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  some<T>(from: readonly T[], least: number, most: number): T[] {
    const left = [...from];
    const count = Math.min(left.length, least + this.below(most - least + 1));
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)[0]!);
  }
}
