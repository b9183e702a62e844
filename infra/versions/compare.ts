import { type Change, CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";
import { deprecatedWithoutEnd, withoutEnded } from "./deprecation.ts";

/** What changed in the API from one schema to another, for those who use it. */
export interface Changes {
  /** Programs that worked may fail. */
  readonly breaking: readonly string[];
  /** Programs that expect no more than they know may fail, such as at a value that is new in an enum. */
  readonly dangerous: readonly string[];
  readonly deprecated: readonly string[];
  /** What is new, by type. */
  readonly added: ReadonlyMap<string, readonly string[]>;
}

/** Changes that a client does not notice, or that another change tells as well. */
const silent = /DESCRIPTION|^DIRECTIVE_USAGE|^TYPE_ADDED$|^OBJECT_TYPE_INTERFACE_ADDED$|DEPRECATION_REASON/;

/** Compares two schemas. */
export async function compare(before: string, after: string): Promise<Changes> {
  const [old, next] = [buildSchema(before), buildSchema(after)];
  const changes = (await diff(old, next)).filter(({ type }) => !silent.test(type));
  const at = (level: CriticalityLevel) => changes.filter(({ criticality }) => criticality.level === level);
  const safe = at(CriticalityLevel.NonBreaking);
  const added = new Map<string, string[]>();
  // A type that is new as a whole is met where a field has it.
  for (const [type = "", ...member] of safe.filter(isAddition).map(({ path = "" }) => path.split(".")))
    if (old.getType(type)) added.set(type, [...(added.get(type) ?? []), member.join(".")]);
  for (const type of Object.keys(next.getTypeMap()).filter((name) => !old.getType(name)))
    if (isMet(type)) added.set("new types", [...(added.get("new types") ?? []), type]);
  return {
    breaking: messages(at(CriticalityLevel.Breaking)),
    dangerous: messages(at(CriticalityLevel.Dangerous)),
    deprecated: messages(safe.filter(({ type }) => type.endsWith("DEPRECATION_ADDED"))),
    added: new Map([...added].sort().map(([type, members]) => [type, members.filter(isWhole).sort()])),
  };
}

/** Why a schema may not follow a release; nothing if it may. `today` is `YYYY-MM-DD`. */
export async function flawsAfter(release: string, schema: string, today: string): Promise<string[]> {
  const { breaking } = await compare(withoutEnded(release, today), schema);
  const endless = deprecatedWithoutEnd(schema);
  return [
    ...breaking.map((message) => `${message}. Deprecate it first, and remove it after the day that its reason names.`),
    ...endless.map(
      (name) => `${name} is deprecated. Its reason must name the day from which it may be removed, YYYY-MM-DD.`,
    ),
  ];
}

const isAddition = ({ type }: Change) => type.endsWith("_ADDED") && !type.includes("DEPRECATION");

/** Inputs, payloads and errors of mutations are met with the mutation. */
const isMet = (type: string) => !/(Input|Payload|Error|ErrorCode|Connection|Edge|Filter|Order)$/.test(type);

/** An argument of a new field is told with the field. */
const isWhole = (member: string, _: number, all: readonly string[]) =>
  !all.includes(member.split(".")[0]!) || !member.includes(".");

const messages = (changes: readonly Change[]) => changes.map(({ message }) => message).sort();
