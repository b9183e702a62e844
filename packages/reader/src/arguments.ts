import { type FieldNode, type GraphQLField, visit } from "graphql";
import { getArgumentValues } from "graphql/execution/values.js";
import { Input, type Inputs } from "./input.js";

type Values = Readonly<Record<string, unknown>>;

/**
 * The arguments of one field in an operation. Their shape, such as which filters are present, is part of the plan.
 * Their values are not: they are looked up at each execution.
 */
export class FieldArguments {
  /** The arguments during planning. Look only at their shape. Whatever depends on it must be in the plan's key. */
  readonly shape: Values;
  readonly #coerced = new WeakMap<Inputs, Values>();
  readonly #constant: boolean;

  constructor(
    private readonly field: GraphQLField<unknown, unknown>,
    private readonly node: FieldNode,
    variables: Values,
  ) {
    this.shape = getArgumentValues(field, node, variables);
    this.#constant = !hasVariables(node);
  }

  /** The value at a path into the arguments (`"filter", "status"`). */
  input<T>(...path: readonly string[]): Input<T> {
    return new Input((inputs) => path.reduce<unknown>((value, key) => (value as Values)[key], this.#of(inputs)) as T);
  }

  #of(inputs: Inputs): Values {
    if (this.#constant) return this.shape;
    const known = this.#coerced.get(inputs);
    if (known) return known;
    const coerced = getArgumentValues(this.field, this.node, inputs.variables);
    this.#coerced.set(inputs, coerced);
    return coerced;
  }
}

function hasVariables({ arguments: nodes }: FieldNode): boolean {
  let found = false;
  for (const node of nodes ?? []) visit(node, { Variable: () => void (found = true) });
  return found;
}
