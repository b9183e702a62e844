import { type FieldNode, type GraphQLField, visit } from "graphql";
import { getArgumentValues } from "graphql/execution/values.js";
import { Input, type Inputs } from "./input.js";

type Values = Readonly<Record<string, unknown>>;

/**
 * The arguments of one field of an operation. Their shape, such as which filters are there, is part of the plan; their
 * values are not, and are looked up again at each execution.
 */
export class FieldArguments {
  /** The arguments at planning. Only their shape may be looked at: whatever is decided by it must be in the plan's key. */
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
