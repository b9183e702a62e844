import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Input, Inputs } from "./input.js";
import { person, type Statement } from "./statement.js";

/** A statement that is ready to be sent, but for the values of its parameters. */
export interface Query {
  readonly text: string;
  readonly values: unknown[];
  /** Under this name the database keeps the statement prepared. */
  readonly name?: string;
}

/** A compiled selection: the same for all viewers of a class and all variables of a shape. */
export class Plan {
  readonly text: string;
  /** Names the statement: two with the same are the same. */
  readonly digest: string;
  /** Whether viewers of the class get different answers: not only the firm, the day and the class matter. */
  readonly isPersonal: boolean;
  readonly #parameters: readonly Input[];
  readonly #isSkewed: boolean;
  #uses = 0;

  constructor(
    statement: Statement,
    body: string,
    /** Whether graphql-js must go on from what the statement answers. */
    readonly isPartial: boolean,
  ) {
    const { text, parameters } = statement.finish(body);
    this.text = text;
    this.#parameters = parameters;
    this.digest = createHash("sha256").update(text).digest("hex").slice(0, 24);
    // What graphql-js goes on with may be anything.
    this.isPersonal = isPartial || parameters.includes(person);
    this.#isSkewed = statement.isSkewed;
  }

  /** What comes back is kept prepared by the database; what is asked once or twice is not worth its memory. */
  query(inputs: Inputs): Query {
    this.#uses += 1;
    const query = { text: this.text, values: this.#parameters.map((parameter) => parameter.of(inputs)) };
    return this.#isSkewed || this.#uses <= 2 ? query : { ...query, name: `read_${this.digest}` };
  }
}

/** Plans by what they depend on. Bounded: whoever sends ever new documents pushes out old plans and no more. */
export class Plans {
  readonly #plans = new LRUCache<string, Plan>({
    max: 2_000,
    maxSize: 64_000_000,
    sizeCalculation: ({ text }) => text.length + 1,
  });
  readonly #numbers = new WeakMap<object, number>();
  #last = 0;

  /** The plan for a node of a document, as it stands there; made when it is not known. */
  get(node: object, kind: string, make: () => Plan): Plan {
    const key = `${this.#numberOf(node)} ${kind}`;
    const known = this.#plans.get(key);
    if (known) return known;
    const plan = make();
    this.#plans.set(key, plan);
    return plan;
  }

  /** Documents are parsed once and kept, so that the same document has the same nodes. */
  #numberOf(node: object): number {
    const known = this.#numbers.get(node);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#numbers.set(node, this.#last);
    return this.#last;
  }
}
