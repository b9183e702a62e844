import type { Viewer } from "./viewer.js";

/** What differs between executions of a plan. */
export interface Inputs {
  readonly viewer: Viewer;
  /** The operation's coerced variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The UUIDs of the requested rows, for plans that read given rows. */
  readonly ids?: readonly string[];
}

/** A value that is known at execution but not when the plan is made. It can only become a parameter. */
export class Input<T = unknown> {
  constructor(readonly of: (inputs: Inputs) => T) {}

  map<U>(change: (value: T) => U): Input<U> {
    return new Input((inputs) => change(this.of(inputs)));
  }
}
