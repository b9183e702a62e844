import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { expect } from "@jest/globals";
import { mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

export const SCALE = ["Cannot", "Rarely", "Mostly", "Always", "Teaches others"];

export const GOAL = `goal { id kind title why targetDate status weight scale baselineLevel level isScaleFrozen revision sharing version participant { id }
  progress(first: 9) { nodes { id level reachedOn comment revision } }
  revisions(first: 9) { nodes { number reason weight scale baselineLevel revisedOn } } }`;

/** The people of an engagement, signed in. */
export class GoalsWorld {
  firm!: FirmFactory;
  coach!: TestClient;
  client!: TestClient;
  clientId!: string;
  coachId!: string;
  engagementId!: string;
  engagement!: string;

  private constructor(readonly stage: Pick<Stage, "database" | "signedIn">) {}

  /** A firm with a coach and a client in an individual engagement, unless said otherwise. */
  static async open(stage: Pick<Stage, "database" | "signedIn">, values: Record<string, unknown> = {}) {
    const world = new GoalsWorld(stage);
    world.firm = await FirmFactory.create(stage.database.admin);
    world.coachId = await world.firm.person(["COACH"], { name: "Carla" });
    world.clientId = await world.firm.person(["CLIENT"], { name: "Clemens" });
    const people = { coaches: [world.coachId], participants: [world.clientId] };
    world.engagement = await world.firm.engagement(people, values);
    world.engagementId = apiId("engagement", world.engagement);
    world.coach = await stage.signedIn(world.firm, world.coachId);
    world.client = await stage.signedIn(world.firm, world.clientId);
    return world;
  }

  /** Somebody else who takes part. */
  async member(): Promise<readonly [id: string, client: TestClient]> {
    const person = await this.firm.person(["CLIENT"], { name: "Mia" });
    await this.firm.participant(this.engagement, person);
    return [apiId("person", person), await this.stage.signedIn(this.firm, person)];
  }

  create(input: object = {}, by = this.coach): Promise<AnyData> {
    return mutate(by, "createGoal", { engagementId: this.engagementId, title: "Listen", ...input }, { answer: GOAL });
  }

  /** A goal that can be measured. */
  async goal(input: object = {}, by = this.coach): Promise<AnyData> {
    const { goal, userErrors } = await this.create({ scale: SCALE, baselineLevel: -1, ...input }, by);
    expect(userErrors).toEqual([]);
    return goal;
  }

  /** Does something with a goal. */
  act(name: string, input: object, by = this.coach): Promise<AnyData> {
    const type = /^(achieve|drop|reopen)/.test(name) ? { type: "GoalStatusInput" } : {};
    return mutate(by, name, input, { answer: GOAL, ...type });
  }

  record(goalId: string, input: object, by = this.client): Promise<AnyData> {
    const answer = "goalProgress { id level reachedOn comment revision }";
    return mutate(by, "recordGoalProgress", { goalId, ...input }, { answer });
  }

  async read(id: string, by = this.coach): Promise<AnyData> {
    return (await by.ask(`query($id: ID!) { ${GOAL.replace("goal {", "goal(id: $id) {")} }`, { id })).goal;
  }

  /** The types of the events about goals. */
  async told(): Promise<string[]> {
    const text = "select type from event where firm_id = $1 and type like 'goal.%' order by seq";
    return (await this.stage.database.admin.query<{ type: string }>(text, [this.firm.firmId])).rows.map(
      ({ type }) => type,
    );
  }
}
