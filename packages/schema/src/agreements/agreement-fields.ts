/** The fields that a template can name, as `{{clientName}}`, and what stands there in the text of an agreement. */
export const agreementFields = {
  firm: "the name of the firm",
  organization: "the name of the organization that pays for the engagement",
  coachName: "the names of the coaches or mentors",
  clientName: "the names of the participants",
  sponsorName: "the name of the sponsor who signs a three-way agreement",
  kind: "coaching or mentoring",
  startsOn: "the first day, such as 2027-03-01",
  endsOn: "the last day",
  allocation: "the allocation with its unit, such as 12 sessions",
  allocationAmount: "the allocation without its unit, such as 12",
} as const;

export type AgreementField = keyof typeof agreementFields;

/** All of them, as a template writes them. */
export const knownAgreementFields = Object.keys(agreementFields)
  .map((name) => `{{${name}}}`)
  .join(", ");

const FIELD = /\{\{([^{}]*)\}\}/g;

/** What a template says in double braces that no field is, each once. Braces that are not closed are among it. */
export function unknownFieldsOf(template: string): string[] {
  const named = [...template.matchAll(FIELD)].map(([, name]) => name!.trim());
  const unknown = named.filter((name) => !Object.hasOwn(agreementFields, name)).map((name) => `{{${name}}}`);
  const rest = template.replace(FIELD, "");
  const open = ["{{", "}}"].filter((braces) => rest.includes(braces));
  return [...new Set([...unknown, ...open])];
}

/** The fields that a template names, each once. */
export function fieldsIn(template: string): AgreementField[] {
  return [...new Set([...template.matchAll(FIELD)].map(([, name]) => name!.trim() as AgreementField))];
}

/** The template with each field's value. What a value says is never taken for a field. */
export function filledIn(template: string, values: Readonly<Partial<Record<AgreementField, string>>>): string {
  return template.replace(FIELD, (_, name: string) => values[name.trim() as AgreementField]!);
}
