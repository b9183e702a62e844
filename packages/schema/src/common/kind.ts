import type { Entity } from "@coachwork/reader";

/**
 * The kind of a value in an input, a filter or an argument: one rule with its description and its check. Values arrive
 * parsed by GraphQL, or as JSON from another service.
 */
export interface Kind<T> {
  /** The GraphQL type in type-graphql's form. */
  readonly type: () => unknown;
  /** A valid value, as JSON. None for an id, which identifies an existing object. */
  readonly example?: unknown;
  /**
   * The range in words, such as "1 to 200 characters". It replaces `{range}` in a field's description, or is appended
   * to it.
   */
  readonly range?: string;
  /** For an id: the type of the object that it identifies. */
  readonly names?: Entity;
  /** For a list: the kind of its elements. */
  readonly element?: Kind<unknown>;
  /** For a text: whether it is blank, which counts as null in a clearable field. */
  readonly isBlank?: (given: unknown) => boolean;
  /** Returns the value as commands use it. Reports flaws to `reading` and then returns undefined. */
  readonly read: (given: unknown, reading: Reading) => T | undefined;
}

/** What is wrong with a value. `path` is its place in the input. */
export interface Flaw {
  readonly code: "REQUIRED" | "INVALID";
  readonly path: readonly string[];
  readonly message: string;
}

/** A value does not even have its GraphQL type. GraphQL rejects such values, so another service must have sent it. */
export class WrongType extends TypeError {
  override readonly name = "WrongType";

  constructor(path: readonly string[], wanted: string) {
    super(`${path.join(".") || "The input"} must be ${wanted}.`);
  }
}

/** The reading of one input. It collects all flaws, so that the client sees them at once. */
export class Reading {
  constructor(
    readonly flaws: Flaw[] = [],
    readonly path: readonly string[] = [],
  ) {}

  at(step: string | number): Reading {
    return new Reading(this.flaws, [...this.path, String(step)]);
  }

  /** The path as messages show it. */
  get field(): string {
    return this.path.join(".");
  }

  wrong(code: Flaw["code"], message: string): undefined {
    this.flaws.push({ code, path: this.path, message });
    return undefined;
  }

  wrongType(wanted: string): never {
    throw new WrongType(this.path, wanted);
  }
}
