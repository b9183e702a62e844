import { type Declared, fieldsOf, type InputFields } from "@coachwork/schema";

type Kind = Parameters<typeof fieldsOf>[0];

interface Choices {
  /** The API id of an object of this type, for a field with this name. */
  readonly idOf: (type: string, field: string) => string;
  /** The value of free texts. */
  readonly text?: string;
  /** Whether to fill optional fields too. */
  readonly whole?: boolean;
}

/** An input without its guards (idempotencyKey, version). Each value is valid for its kind. The caller adds what the mutation's rules need. */
export function exampleInput(mutation: Pick<Declared, "input">, choices: Choices): Readonly<Record<string, unknown>> {
  return exampleFields(mutation.input.fields, choices);
}

function exampleFields(fields: InputFields, choices: Choices): Readonly<Record<string, unknown>> {
  const { idempotencyKey: _, version: __, ...own } = fields;
  const given = Object.entries(own).filter(([, { mode }]) => choices.whole || mode === "required");
  return Object.fromEntries(given.map(([name, { kind }]) => [name, exampleOf(kind, name, choices)]));
}

/** A valid value. */
function exampleOf(kind: Kind, field: string, choices: Choices): unknown {
  if (kind.element) {
    const { length } = kind.example as readonly unknown[];
    return Array.from({ length: Math.max(1, length) }, () => exampleOf(kind.element!, field, choices));
  }
  if (kind.names) return choices.idOf(kind.names.name, field);
  if (Object.keys(fieldsOf(kind)).length > 0) return exampleFields(fieldsOf(kind), choices);
  return kind.isBlank && choices.text !== undefined ? choices.text : kind.example;
}
