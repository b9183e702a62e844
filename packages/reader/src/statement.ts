import { scopeOf } from "./declare.js";
import { Input } from "./input.js";
import type { Sql } from "./sql.js";
import type { ViewerClass } from "./viewer.js";

/** The viewer's person. A statement that binds it differs between viewers of the same class. */
export const person = new Input(({ viewer }) => viewer.personId);

/** The viewer's person or API key. As above. */
export const actor = new Input(({ viewer }) => viewer.actorId);

/** A SQL statement under construction: its parameters, and the sets of ids that are computed once for all of it. */
export class Statement implements Sql {
  readonly #parameters: Input[] = [];
  readonly #scopes = new Map<string, string>();
  readonly #shared = new Map<string, string>();
  #aliases = 0;
  /** Whether a PostgreSQL plan that suits some values would be wrong for others. */
  isSkewed = false;

  constructor(readonly viewer: ViewerClass) {}

  get firm(): string {
    return this.#once("firm", new Input(({ viewer }) => viewer.firmId), "uuid");
  }

  get person(): string {
    return this.#once("person", person, "uuid");
  }

  get actor(): string {
    return this.#once("actor", actor, "uuid");
  }

  get grants(): readonly string[] {
    return this.viewer.grants;
  }

  get today(): string {
    return this.#once("today", new Input(({ viewer }) => viewer.today), "date");
  }

  bind(value: Input, type: string): string {
    this.#parameters.push(value);
    return `$${this.#parameters.length}::${type}`;
  }

  scope(name: string): string {
    if (!this.#scopes.has(name)) this.#scopes.set(name, scopeOf(name)(this));
    return `scope_${name}`;
  }

  alias(hint: string): string {
    this.#aliases += 1;
    return `${hint}_${this.#aliases}`;
  }

  /**
   * The whole statement: the shared sets of ids and then the body. Parameters of parts that were left out are removed,
   * because PostgreSQL refuses unused parameters.
   */
  finish(body: string): { readonly text: string; readonly parameters: readonly Input[] } {
    const used: Input[] = [];
    const numbers = new Map<string, string>();
    const text = `${this.#with()}${body}`.replaceAll(/\$(\d+)(?=::)/g, (_, number: string) => {
      const known = numbers.get(number);
      if (known) return known;
      used.push(this.#parameters[Number(number) - 1]!);
      numbers.set(number, `$${used.length}`);
      return `$${used.length}`;
    });
    return { text, parameters: used };
  }

  #with(): string {
    if (this.#scopes.size === 0) return "";
    const ctes = [...this.#scopes].map(([name, query]) => `scope_${name} as materialized (${query})`);
    return `with ${ctes.join(", ")} `;
  }

  #once(name: string, value: Input, type: string): string {
    const known = this.#shared.get(name);
    if (known) return known;
    const parameter = this.bind(value, type);
    this.#shared.set(name, parameter);
    return parameter;
  }
}
