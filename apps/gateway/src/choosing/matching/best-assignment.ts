import type { MatchAssignment } from "@coachwork/schema";

/** How well each person (row) and each coach (column) suit, 0 to 100. Null where they must not be paired. */
export type Scores = readonly (readonly (number | null)[])[];

const BEST_SCORE = 100;

/**
 * The best assignment of coaches to people: for each person the column of their coach, or null. No coach gets more people than they
 * have places (null: any number). It takes people² × coaches steps at most, however many places there are.
 */
export function bestAssignment(
  scores: Scores,
  places: readonly (number | null)[],
  goal: MatchAssignment,
): (number | null)[] {
  const people = scores.length;
  const worth = worthOf(goal, people);
  // To stay without a coach is worth nothing, and everybody can.
  const nobody = places.length;
  const costs = scores.map((row) => [...places.map((_, coach) => -worth(row[coach] ?? null)), 0]);
  const room = [...places.map((most) => most ?? people), people];
  return cheapest(costs, room).map((column) => (column === nobody ? null : column));
}

/**
 * What a pair is worth. What comes first always weighs more than all that comes second: one pair more than any sum of scores, or one
 * point more than any number of pairs. The numbers stay whole and far below 2^53. A pair that must not be is worth less than any
 * other outcome.
 */
function worthOf(goal: MatchAssignment, people: number): (score: number | null) => number {
  const pair = goal === "MOST_PAIRS" ? BEST_SCORE * people + 1 : 1;
  const point = goal === "MOST_PAIRS" ? 1 : people + 1;
  return (score) => (score === null ? -Infinity : pair + point * score);
}

/**
 * The column of each row, so that the sum of the costs is the lowest and no column has more rows than room. The last column costs
 * nothing and has room for all rows.
 *
 * This is the assignment problem, by the Hungarian method: rows get their columns one after the other, each along the cheapest way to a
 * column with room, on which other rows move on. Libraries for it want a column for each place, of which a few coaches
 * without much to do have thousands. Here all places of a coach are one column, since they cost the same.
 */
function cheapest(costs: readonly (readonly number[])[], room: readonly number[]): number[] {
  const rowsOf: Set<number>[] = room.map(() => new Set());
  const columnOf: number[] = costs.map(() => -1);
  // The prices keep every reduced cost (the cost less both prices) at 0 or more, and that of each row and its column at 0.
  const rowPrices = costs.map((row) => Math.min(...row));
  const columnPrices = room.map(() => 0);

  for (const start of costs.keys()) {
    const distances: number[] = room.map(() => Infinity);
    const cameFrom: number[] = room.map(() => start);
    const open = new Set(room.keys());
    const passed: number[] = [];
    let rows: Iterable<number> = [start];
    let distance = 0;
    let end: number | undefined;
    while (end === undefined) {
      for (const row of rows)
        for (const column of open) {
          const through = distance + costs[row]![column]! - rowPrices[row]! - columnPrices[column]!;
          if (through >= distances[column]!) continue;
          distances[column] = through;
          cameFrom[column] = row;
        }
      const nearest = nearestOf(open, distances);
      open.delete(nearest);
      distance = distances[nearest]!;
      if (rowsOf[nearest]!.size < room[nearest]!) end = nearest;
      else {
        rows = rowsOf[nearest]!;
        passed.push(nearest);
      }
    }
    rowPrices[start]! += distance;
    for (const column of passed) {
      columnPrices[column]! -= distance - distances[column]!;
      for (const row of rowsOf[column]!) rowPrices[row]! += distance - distances[column]!;
    }
    for (let column = end; ;) {
      const row = cameFrom[column]!;
      const before = columnOf[row]!;
      rowsOf[column]!.add(row);
      columnOf[row] = column;
      if (row === start) break;
      rowsOf[before]!.delete(row);
      column = before;
    }
  }
  return columnOf;
}

function nearestOf(columns: Iterable<number>, distances: readonly number[]): number {
  let nearest = -1;
  for (const column of columns) if (nearest < 0 || distances[column]! < distances[nearest]!) nearest = column;
  return nearest;
}
