import { type Declared, read } from "@coachwork/schema";
import { exampleInput } from "../support/example-input.ts";

type Input = Readonly<Record<string, unknown>>;

/** A valid input of a mutation that says something else than the given one, with the same idempotency key. */
export function otherInput(mutation: Declared, given: Input, idOf: (type: string, field: string) => string): Input {
  const whole = exampleInput(mutation, { idOf, text: "Other", whole: true });
  const texts = Object.entries(given).filter(([name]) => name !== "idempotencyKey");
  const candidates: Input[] = [
    ...Object.entries(whole).map(([name, value]) => ({ ...given, [name]: value })),
    ...texts.map(([name, value]) => ({ ...given, [name]: otherId(value) })),
    ...texts.map(([name]) => ({ ...given, [name]: undefined })),
  ];
  const meaning = (input: Input) => JSON.stringify(read(mutation.input, input).value);
  const asked = meaning(given);
  const other = candidates.find((input) => ![undefined, asked].includes(meaning(input)));
  if (!other) throw new Error(`${mutation.name} cannot be asked for anything else than ${asked}.`);
  return other;
}

/** Where a value is an id, that of something else of the same type. */
function otherId(value: unknown): unknown {
  if (typeof value !== "string" || !/_[0-9a-f]{32}$/.test(value)) return undefined;
  return `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}`;
}
