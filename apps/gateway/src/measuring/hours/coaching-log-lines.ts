import type { LogLine } from "./coaching-log.js";

/** A table of texts. Its first row is the header. */
export type Table = readonly (readonly string[])[];

/** Minutes as hours with two decimals, as logs have them: 90 is "1.50". */
export function inHours(minutes: number): string {
  return (minutes / 60).toFixed(2);
}

/**
 * The columns of the ICF's client coaching log. A line whose people have not consented is not in it.
 * https://coachingfederation.org/credentialing/coaching-experience-requirements
 */
export function linesOfLog(lines: readonly LogLine[]): Table {
  const header = [
    ...["Client", "Contact", "Individual or group", "Number in group"],
    ...["First session", "Last session", "Paid hours", "Pro bono hours"],
  ];
  const named = lines.filter(({ name }) => name !== null);
  const rows = named.map((line) => [
    ...[line.name!, line.email!, line.format === "INDIVIDUAL" ? "Individual" : "Group", String(line.clients)],
    ...[line.firstOn, line.lastOn, inHours(line.paidMinutes), inHours(line.proBonoMinutes)],
  ]);
  return [header, ...rows];
}

/** Coaching and mentoring by client. The EMCC asks for no names, so that clients are numbered by their first session. */
export function linesOfEvidence(lines: readonly LogLine[]): Table {
  const header = ["Client", "Practice", "Format", "People", "First session", "Last session", "Sessions", "Hours"];
  const inOrder = lines.toSorted((one, other) =>
    one.firstOn < other.firstOn ? -1 : Number(one.firstOn > other.firstOn),
  );
  const rows = inOrder.map((line, place) => [
    ...[`Client ${place + 1}`, word(line.kind), word(line.format), String(line.clients)],
    ...[line.firstOn, line.lastOn, String(line.sessions), inHours(line.paidMinutes + line.proBonoMinutes)],
  ]);
  return [header, ...rows];
}

/** An enum's word as a table says it: "Mentoring". */
const word = (value: string) => value.charAt(0) + value.slice(1).toLowerCase();
