import { scopeOf } from "./declare.js";
import type { Sql } from "./sql.js";
import type { Viewer } from "./viewer.js";

/** One SQL statement in the making: its parameters, and the sets of ids computed once for all of it. */
export class Statement implements Sql {
  readonly values: unknown[] = [];
  readonly #scopes = new Map<string, string>();
  readonly #shared = new Map<string, string>();
  #aliases = 0;

  constructor(readonly viewer: Viewer) {}

  get firm(): string {
    return this.#once("firm", this.viewer.firmId, "uuid");
  }

  get person(): string {
    return this.#once("person", this.viewer.personId, "uuid");
  }

  get today(): string {
    return this.#once("today", this.viewer.today, "date");
  }

  bind(value: unknown, type?: string): string {
    this.values.push(value);
    const parameter = `$${this.values.length}`;
    return type ? `${parameter}::${type}` : parameter;
  }

  scope(name: string): string {
    if (!this.#scopes.has(name)) this.#scopes.set(name, scopeOf(name)(this));
    return `scope_${name}`;
  }

  alias(hint: string): string {
    this.#aliases += 1;
    return `${hint}_${this.#aliases}`;
  }

  /** The whole text: the shared sets of ids, then the body. */
  text(body: string): string {
    if (this.#scopes.size === 0) return body;
    const ctes = [...this.#scopes].map(([name, query]) => `scope_${name} as materialized (${query})`);
    return `with ${ctes.join(", ")} ${body}`;
  }

  #once(name: string, value: unknown, type: string): string {
    const known = this.#shared.get(name);
    if (known) return known;
    const parameter = this.bind(value, type);
    this.#shared.set(name, parameter);
    return parameter;
  }
}
