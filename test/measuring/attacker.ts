/** A sum that an attacker was told: how much each person's answer counts in it. */
export type Told = readonly number[];

/**
 * Whose answers follow from sums: those people whose own row is a combination of the rows of the sums. Gauss and Jordan, over a
 * prime, so that nothing is rounded.
 */
export function solvedBy(told: readonly Told[], people: number): readonly number[] {
  const rows = reduced(told, people);
  return rows.flatMap((row) => {
    const places = row.flatMap((value, place) => (value === 0 ? [] : [place]));
    return places.length === 1 ? places : [];
  });
}

/** The fewest people of whom anything at all follows, among combinations that the reduced form shows. */
export function smallestTold(told: readonly Told[], people: number): number {
  const sizes = reduced(told, people).map((row) => row.filter((value) => value !== 0).length);
  return Math.min(Infinity, ...sizes);
}

const PRIME = 1_000_003;
const modulo = (value: number) => ((value % PRIME) + PRIME) % PRIME;

function reduced(told: readonly Told[], people: number): readonly (readonly number[])[] {
  const rows = told.map((row) => row.map(modulo));
  const done: number[][] = [];
  for (let column = 0; column < people; column += 1) {
    const place = rows.findIndex((row) => row[column] !== 0);
    if (place < 0) continue;
    const [row] = rows.splice(place, 1);
    const factor = inverse(row![column]!);
    const pivot = row!.map((value) => modulo(value * factor));
    for (const others of [rows, done])
      for (const [index, other] of others.entries())
        others[index] = other.map((value, at) => modulo(value - other[column]! * pivot[at]!));
    done.push(pivot);
  }
  return done;
}

/** By Fermat's little theorem. */
function inverse(value: number): number {
  let [result, base, power] = [1, modulo(value), PRIME - 2];
  while (power > 0) {
    if (power % 2 === 1) result = modulo(result * base);
    base = modulo(base * base);
    power = Math.floor(power / 2);
  }
  return result;
}
