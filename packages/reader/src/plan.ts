import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Input, Inputs } from "./input.js";
import { actor, person, type Statement } from "./statement.js";

/** A statement that is complete except for the values of its parameters. */
export interface Query {
  readonly text: string;
  readonly values: unknown[];
  /** The name of the prepared statement in the database. */
  readonly name?: string;
}

/** A compiled selection. It is the same for all viewers of a class and all variables of a shape. */
export class Plan {
  readonly text: string;
  /** Identifies the statement: equal names mean equal statements. */
  readonly digest: string;
  /** Whether viewers of the same class get different answers, so that firm, day and class are not enough as a key. */
  readonly isPersonal: boolean;
  readonly #parameters: readonly Input[];
  readonly #isSkewed: boolean;
  #uses = 0;

  constructor(
    statement: Statement,
    body: string,
    /** Whether graphql-js must continue from the statement's answer. */
    readonly isPartial: boolean,
  ) {
    const { text, parameters } = statement.finish(body);
    this.text = text;
    this.#parameters = parameters;
    this.digest = createHash("sha256").update(text).digest("hex").slice(0, 24);
    // graphql-js may continue with anything.
    this.isPersonal = isPartial || parameters.includes(person) || parameters.includes(actor);
    this.#isSkewed = statement.isSkewed;
  }

  /**
   * Plans that recur become prepared statements. A query that comes once or twice is not worth the database's memory.
   */
  query(inputs: Inputs): Query {
    this.#uses += 1;
    const query = { text: this.text, values: this.#parameters.map((parameter) => parameter.of(inputs)) };
    return this.#isSkewed || this.#uses <= 2 ? query : { ...query, name: `read_${this.digest}` };
  }
}

/**
 * Plans by what they depend on. The number is limited: a client that keeps sending new documents only pushes out old
 * plans.
 */
export class Plans {
  readonly #plans = new LRUCache<string, Plan>({
    max: 2_000,
    maxSize: 64_000_000,
    sizeCalculation: ({ text }) => text.length + 1,
  });
  readonly #numbers = new WeakMap<object, number>();
  #last = 0;

  /** The plan for a node of a document, made if necessary. */
  get(node: object, kind: string, make: () => Plan): Plan {
    const key = `${this.#numberOf(node)} ${kind}`;
    const known = this.#plans.get(key);
    if (known) return known;
    const plan = make();
    this.#plans.set(key, plan);
    return plan;
  }

  /** Documents are parsed once and kept, so the same document has the same nodes. */
  #numberOf(node: object): number {
    const known = this.#numbers.get(node);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#numbers.set(node, this.#last);
    return this.#last;
  }
}
