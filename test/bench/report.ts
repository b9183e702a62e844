import { type Figures, metrics } from "./measure.ts";

/** One comparison: `ratio` says how many times better ours is (0.5: half as good). */
export interface Line {
  readonly bench: string;
  readonly case: string;
  readonly metric: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: string;
  readonly theirs: number;
  readonly ratio: number;
}

/** Says what was found, for people or as JSON, one line a comparison. What is said besides goes to stderr then. */
export class Report {
  readonly #bench: string;
  readonly #json: boolean;

  constructor(bench: string, json: boolean) {
    this.#bench = bench;
    this.#json = json;
  }

  say(text: string): void {
    if (this.#json) console.error(text);
    else console.log(text);
  }

  /** A comparison of one figure; `more`: whether a larger one is better. */
  compare(given: Omit<Line, "bench" | "ratio"> & { more: boolean }): void {
    const { more, ...line } = given;
    const ratio = more ? line.ours / line.theirs : line.theirs / line.ours;
    if (this.#json) console.log(JSON.stringify({ bench: this.#bench, ...rounded({ ...line, ratio }) }));
    else
      this.say(
        `  ${line.case} ${line.metric}: ${shown(line.ours)} ${line.unit}, ${line.peer} ${shown(line.theirs)}: ${times(ratio)}`,
      );
  }

  /** A table of a case, ours first, with how many times better ours is than each peer in parentheses. */
  table(name: string, says: string, rows: readonly { readonly name: string; readonly figures: Figures }[]): void {
    const [ours, ...peers] = rows;
    if (this.#json) {
      for (const peer of peers)
        for (const [metric, { unit, more }] of Object.entries(metrics) as [
          keyof Figures,
          (typeof metrics)[keyof Figures],
        ][]) {
          this.compare({
            case: name,
            metric,
            unit,
            more,
            ours: ours!.figures[metric],
            peer: peer.name,
            theirs: peer.figures[metric],
          });
        }
      return;
    }
    const ratio = (metric: keyof Figures, theirs: Figures) =>
      metrics[metric].more ? ours!.figures[metric] / theirs[metric] : theirs[metric] / ours!.figures[metric];
    const cell = (metric: keyof Figures, { figures }: { figures: Figures }, first: boolean) =>
      `${shown(figures[metric])}${first ? "" : ` (${times(ratio(metric, figures))})`}`;
    const head = [
      "",
      ...Object.entries(metrics).map(([metric, { unit }]) => `${headings[metric as keyof Figures]} ${unit}`),
    ];
    const body = rows.map((row, place) => [
      row.name,
      ...(Object.keys(metrics) as (keyof Figures)[]).map((metric) => cell(metric, row, place === 0)),
    ]);
    const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column]!.length)));
    this.say(`\n${name}: ${says}`);
    for (const row of [head, ...body])
      this.say(
        "  " +
          row
            .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
            .join("  "),
      );
  }
}

const headings: Record<keyof Figures, string> = {
  requests: "requests",
  p50: "p50",
  p99: "p99",
  cpu: "server CPU",
  postgresCpu: "PostgreSQL CPU",
};

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toString() : value.toPrecision(3);
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}

function rounded<T extends object>(line: T): T {
  const entries = Object.entries(line).map(([key, value]) => [
    key,
    typeof value === "number" ? Number(value.toPrecision(5)) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
