/** The fields by which a grant alone shows a type, each with every row. */
export function onlyFields(...names: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(names.map((name) => [name, true as const]));
}
