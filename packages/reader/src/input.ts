import type { Viewer } from "./viewer.js";

/** What differs from one execution of a plan to the next. */
export interface Inputs {
  readonly viewer: Viewer;
  /** The operation's variables, coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The UUIDs of the rows asked for, where a plan is for given rows. */
  readonly ids?: readonly string[];
}

/** A value that is known when a plan is executed and not when it is made. It can only become a parameter. */
export class Input<T = unknown> {
  constructor(readonly of: (inputs: Inputs) => T) {}

  map<U>(change: (value: T) => U): Input<U> {
    return new Input((inputs) => change(this.of(inputs)));
  }
}
