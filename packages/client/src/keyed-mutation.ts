import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type ObjectValueNode,
  parse,
  print,
  type SelectionSetNode,
} from "@0no-co/graphql.web";
import { type Operation, operationOf, type Values } from "./document.js";

/** A mutation in which each change has an `idempotencyKey`, if that can be. */
export interface KeyedMutation {
  readonly text: string;
  readonly variables: Values;
  /** Whether all of its changes have a key, so that it may be sent again. */
  readonly isKeyed: boolean;
}

/** How to give keys to the mutations of a document. */
interface Plan {
  readonly text: string;
  /** Variables that hold a whole input. */
  readonly inputs: readonly string[];
  /** Variables that hold a key alone, which the document names. */
  readonly keys: readonly string[];
  /** Variables that hold a key and were added. */
  readonly added: readonly string[];
  /** Whether each change gets a key. */
  readonly isWhole: boolean;
}

const plans = new WeakMap<Operation, Plan>();

/**
 * Gives each change of a mutation a key, where it has none: in the variable of its input, or in the input that the document
 * spells out. The keys stay the same however often the result is sent.
 */
export function keyed(operation: Operation, variables: Values, newKey: () => string): KeyedMutation {
  const plan = plans.get(operation) ?? planOf(operation);
  plans.set(operation, plan);
  const values: Record<string, unknown> = { ...variables };
  let { isWhole } = plan;
  for (const name of plan.inputs) {
    const input = values[name];
    if (typeof input !== "object" || input === null) isWhole = false;
    else values[name] = { ...input, idempotencyKey: (input as Values).idempotencyKey ?? newKey() };
  }
  for (const name of [...plan.keys, ...plan.added]) values[name] ??= newKey();
  return { text: plan.text, variables: values, isKeyed: isWhole };
}

function planOf({ text, variables }: Operation): Plan {
  // A copy, which is changed.
  const document = parse(text, { noLocation: true });
  const { definition } = operationOf(document);
  const plan = { inputs: [] as string[], keys: [] as string[], added: [] as string[] };
  let isWhole = true;
  for (const field of rootFields(document, definition.selectionSet)) {
    const input = field.arguments?.find(({ name }) => name.value === "input")?.value;
    if (input?.kind === Kind.VARIABLE) plan.inputs.push(input.name.value);
    else if (input?.kind === Kind.OBJECT) isWhole = keyInput(input) && isWhole;
    else isWhole = false;
  }
  // One input for two changes would give both the same key.
  const inputs = plan.inputs.filter((name, _, all) => all.filter((other) => other === name).length === 1);
  isWhole &&= inputs.length === plan.inputs.length;
  if (plan.added.length > 0) {
    const definitions = plan.added.map((name) => `$${name}: String`).join(" ");
    const declared = operationOf(`mutation (${definitions}) { __typename }`).definition.variableDefinitions!;
    Object.assign(definition, { variableDefinitions: [...(definition.variableDefinitions ?? []), ...declared] });
  }
  return { ...plan, inputs, text: print(document), isWhole };

  /** Says whether the input has a key then. */
  function keyInput(input: ObjectValueNode): boolean {
    const given = input.fields.find(({ name }) => name.value === "idempotencyKey")?.value;
    if (given?.kind === Kind.VARIABLE) plan.keys.push(given.name.value);
    if (given) return given.kind === Kind.VARIABLE || given.kind === Kind.STRING;
    let name = `idempotencyKey${plan.added.length + 1}`;
    while (variables.has(name)) name = `_${name}`;
    plan.added.push(name);
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
    const field = { kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: "idempotencyKey" }, value: variable };
    Object.assign(input, { fields: [...input.fields, field] });
    return true;
  }
}

/** The changes of a mutation, also those in fragments, each once. */
function rootFields(document: DocumentNode, { selections }: SelectionSetNode): readonly FieldNode[] {
  const found = selections.flatMap((selection): readonly FieldNode[] => {
    if (selection.kind === Kind.FIELD) return selection.name.value === "__typename" ? [] : [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet);
    const fragment = document.definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? rootFields(document, fragment.selectionSet) : [];
  });
  return [...new Set(found)];
}
