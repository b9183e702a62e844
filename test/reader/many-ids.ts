/** SQL: an id that says of which kind and which number it is. */
export const id = (kind: number, number: string) =>
  `('00000000-0000-7000-80${String(kind).padStart(2, "0")}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** The same ids, as texts. */
export const ids = {
  firm: (number: number) => uuid(0, number),
  organization: (number: number) => uuid(1, number),
  team: (number: number) => uuid(2, number),
  person: (number: number) => uuid(3, number),
  engagement: (number: number) => uuid(4, number),
  speciality: (number: number) => uuid(12, number),
  program: (number: number) => uuid(15, number),
  cohort: (number: number) => uuid(16, number),
  goal: (number: number) => uuid(16, number),
};

function uuid(kind: number, number: number): string {
  return `00000000-0000-7000-80${String(kind).padStart(2, "0")}-${number.toString(16).padStart(12, "0")}`;
}
