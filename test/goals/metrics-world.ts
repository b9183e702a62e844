import type { AnyData } from "@coachwork/testing";
import { done, mutate } from "../support/mutate.ts";
import type { GoalsWorld } from "./goals-world.ts";

const METRIC = `id name unit frequency target targetDirection isTargetReached archivedAt version participant { id } goal { id }`;
const ENTRY = "metricEntry { id day value comment version recordedBy { id } }";

/** Metrics in an engagement, and what is recorded of them. */
export class MetricsWorld {
  constructor(readonly goals: GoalsWorld) {}

  create(input: object = {}, by = this.goals.coach): Promise<AnyData> {
    const { engagementId } = this.goals;
    const whole = { engagementId, name: "Sleep", frequency: "DAILY", ...input };
    return mutate(by, "createMetric", whole, { answer: `metric { ${METRIC} }` });
  }

  /** The id of a metric that must come to be. */
  async metric(input: object = {}, by = this.goals.coach): Promise<string> {
    const { engagementId } = this.goals;
    const whole = { engagementId, name: "Sleep", frequency: "DAILY", ...input };
    return (await done(by, "createMetric", whole, { answer: "metric { id }" })).metric.id;
  }

  /** Does something with a metric. */
  act(name: string, input: object, by = this.goals.coach): Promise<AnyData> {
    return mutate(by, name, input, { answer: `metric { ${METRIC} }` });
  }

  record(metricId: string, input: object, by = this.goals.client): Promise<AnyData> {
    return mutate(by, "recordMetricEntry", { metricId, value: 1, ...input }, { answer: ENTRY });
  }

  correct(id: string, input: object, by = this.goals.client): Promise<AnyData> {
    return mutate(by, "updateMetricEntry", { id, ...input }, { answer: ENTRY });
  }

  /** What somebody sees of a metric. Null if nothing. */
  async read(id: string, by = this.goals.client): Promise<AnyData> {
    const fields = `${METRIC} latestEntry { value } entries(first: 9) { nodes { id day value comment } }`;
    return (await by.ask(`query($id: ID!) { metric(id: $id) { ${fields} } }`, { id })).metric;
  }

  /** The names of the metrics that somebody sees in lists, which must agree with each other. */
  async seen(by = this.goals.client): Promise<string[]> {
    const list = "metrics(first: 9) { nodes { id name entries(first: 9) { nodes { value } } } }";
    const query = `query($id: ID!) { engagement(id: $id) { ${list} } ${list} }`;
    const { engagement, metrics } = await by.ask(query, { id: this.goals.engagementId });
    if (engagement && JSON.stringify(engagement.metrics) !== JSON.stringify(metrics))
      throw new Error("The engagement has other metrics than the list.");
    return metrics.nodes.map(({ name }: AnyData) => name);
  }

  /** The types of the events about metrics. */
  async told(): Promise<string[]> {
    const text = "select type from event where firm_id = $1 and type like 'metric.%' order by seq";
    const { rows } = await this.goals.stage.database.admin.query<{ type: string }>(text, [this.goals.firm.firmId]);
    return rows.map(({ type }) => type);
  }
}
