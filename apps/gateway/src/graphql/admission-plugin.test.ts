import "reflect-metadata";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type GraphQLSchema } from "graphql";
import { createSchema } from "../schema.js";
import { createLogger } from "@coachwork/platform";
import { CostLimits, type Payer } from "./cost-limits.js";
import { admitsOperations } from "./admission-plugin.js";
import { clientError } from "./errors.js";
import { Operations } from "./operations.js";

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await createSchema();
});

const somebody: Payer = { actor: { firmId: "firm", actorId: "a" }, clientAddress: "192.0.2.1" };

function limits(limit = 1000): CostLimits {
  const options = { limit, bucket: 1000, restorePerSecond: 100, firmMultiple: 3 };
  return new CostLimits({ schema, clock: { now: () => 0 }, ...options });
}

describe("Over HTTP", () => {
  const query = "query($first: Int!) { people(first: $first) { nodes { id } } }";

  /** What it costs to read the document, which each server here does for the first time. */
  const READING = Math.ceil(query.length / 8);

  /** There is no database: what is admitted is answered with an error, and costs all the same. */
  async function send(costs: CostLimits, first: number) {
    const admits = admitsOperations<Payer>(
      new Operations(schema, costs, true),
      (error) => clientError(error.toJSON(), error, createLogger("test", "silent")),
      async () => null,
    );
    const server = new ApolloServer<Payer>({ schema, plugins: [admits] });
    const body = { query, variables: { first } };
    const request = {
      method: "POST",
      headers: new HeaderMap([["content-type", "application/json"]]),
      search: "",
      body,
    };
    const context = () => Promise.resolve(somebody);
    await server.start();
    const response = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context });
    await server.stop();
    if (response.body.kind !== "complete") throw new Error("The answer came in parts.");
    return { ...response, answer: JSON.parse(response.body.string) as { extensions?: object; errors?: object[] } };
  }

  test("an answer says what it cost", async () => {
    const { answer } = await send(limits(), 99);
    const cost = { requested: 100, available: 900 - READING, capacity: 1000, restorePerSecond: 100 };
    expect(answer.extensions).toEqual({ cost });
  });

  test("what is too fast is refused with 429 and when to come back", async () => {
    const costs = limits();
    costs.charge(somebody, 1000 - READING);
    const { status, headers, answer } = await send(costs, 99);
    expect([status, headers.get("retry-after")]).toEqual([429, "1"]);
    const cost = { requested: 100, available: 0, capacity: 1000, restorePerSecond: 100 };
    expect(answer.errors).toMatchObject([{ extensions: { code: "THROTTLED", retryAfterMs: 1000, cost } }]);
    expect(answer.errors).not.toMatchObject([{ extensions: { http: expect.anything() } }]);
  });

  test("what costs too much is refused, and costs nothing", async () => {
    const costs = limits(50);
    const { status, answer } = await send(costs, 50);
    expect(status).toBe(400);
    expect(answer.errors).toMatchObject([
      {
        message: expect.stringContaining("51"),
        extensions: { code: "TOO_EXPENSIVE", cost: { requested: 51, limit: 50 } },
      },
    ]);
    expect(costs.charge(somebody, 1000 - READING).granted).toBe(true);
  });
});
