import { readFile } from "node:fs/promises";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { getMainDefinition, relayStylePagination } from "@apollo/client/utilities";
import { Client as UrqlClient, fetchExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { type AnyData, apiId, at, FirmFactory, TestClient, until } from "@coachwork/testing";
import { buildSchema, introspectionFromSchema } from "graphql";
import { createClient, type Client as Socket } from "graphql-ws";
import { firstValueFrom, skip } from "rxjs";
import WebSocket from "ws";
import { signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

/** The clients that frontends have already: their caches by id, their paging and their subscriptions, without any code for Coachwork. */
let token: string;
let coach: string;
let engagement: string;
let manager: TestClient;
let hour = 0;
const sockets: Socket[] = [];

const { database, platform } = await sharedStage();

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  const id = await firm.person(["COACH"]);
  const people = { coaches: [id], participants: [await firm.person(["CLIENT"])] };
  engagement = apiId("engagement", await firm.engagement(people, { allocation_amount: 1_000 }));
  await firm.availability(id);
  coach = apiId("person", id);
  token = await signIn(database, firm, await firm.person(["OWNER"]));
  manager = new TestClient(platform.url, token);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) await socket.dispose();
});

const address = `${platform.url}/graphql`;

function socket(): Socket {
  const one = createClient({
    url: address.replace("http", "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  sockets.push(one);
  return one;
}

async function book(): Promise<string> {
  const input = { engagementId: engagement, startsAt: at(2, (hour += 1)), endsAt: at(2, hour, 50) };
  const { bookSession } = await manager.ask(
    "mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { message } } }",
    { input },
  );
  expect(bookSession.userErrors).toEqual([]);
  return bookSession.session.id;
}

const PEOPLE = gql`
  query ($first: Int!, $after: String) {
    people(first: $first, after: $after, orderBy: NAME) {
      edges {
        cursor
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;
const RENAME = gql`
  mutation ($input: UpdatePersonInput!) {
    updatePerson(input: $input) {
      person {
        id
        name
      }
      userErrors {
        code
      }
    }
  }
`;
const CHANGES = gql`
  subscription ($coach: ID!) {
    scheduleChanged(coachId: $coach) {
      type
      session {
        id
        status
      }
    }
  }
`;

const namesOf = ({ people }: AnyData): string[] => people.edges.map(({ node }: AnyData) => node.name);

describe("Apollo Client", () => {
  function apollo() {
    const over = new HttpLink({ uri: address, headers: { authorization: `Bearer ${token}` } });
    const live = new GraphQLWsLink(socket());
    return new ApolloClient({
      cache: new InMemoryCache({ typePolicies: { Query: { fields: { people: relayStylePagination() } } } }),
      link: ApolloLink.split(({ query }) => isSubscription(query), live, over),
    });
  }
  const isSubscription = (query: Parameters<typeof getMainDefinition>[0]) => {
    const definition = getMainDefinition(query);
    return definition.kind === "OperationDefinition" && definition.operation === "subscription";
  };

  test("joins the pages of a list, and changes a person in it that a mutation changed", async () => {
    const client = apollo();
    const watched = client.watchQuery<AnyData>({ query: PEOPLE, variables: { first: 2 } });
    const seen: AnyData[] = [];
    const subscription = watched.subscribe(({ data }) => void (data && seen.push(data)));
    await until("a page", () => seen.length > 0);
    await watched.fetchMore({ variables: { after: seen.at(-1).people.pageInfo.endCursor } });
    await until("both pages", () => namesOf(seen.at(-1)).length === 3);
    const input = { id: coach, name: "Renamed in Apollo" };
    await client.mutate({ mutation: RENAME, variables: { input } });
    await until("the name", () => namesOf(seen.at(-1)).includes("Renamed in Apollo"));
    expect(namesOf(seen.at(-1))).toHaveLength(3);
    subscription.unsubscribe();
  });

  test("follows a schedule over graphql-ws", async () => {
    const client = apollo();
    const told = firstValueFrom(client.subscribe<AnyData>({ query: CHANGES, variables: { coach } }).pipe(skip(1)));
    // The same socket answers this only after it has begun the subscription.
    await begun(sockets.at(-1)!);
    const id = await book();
    expect((await told).data).toMatchObject({ scheduleChanged: { type: "BOOKED", session: { id } } });
  });
});

describe("urql", () => {
  async function urql() {
    const sdl = await readFile(new URL("../../packages/schema/schema.graphql", import.meta.url), "utf8");
    const live = socket();
    return new UrqlClient({
      url: address,
      preferGetMethod: true,
      fetchOptions: { headers: { authorization: `Bearer ${token}` } },
      exchanges: [
        cacheExchange({
          schema: introspectionFromSchema(buildSchema(sdl)) as never,
          resolvers: { Query: { people: relayPagination() } },
        }),
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: live.subscribe({ query: query!, variables: variables! }, sink as never),
            }),
          }),
        }),
      ],
    });
  }

  test("joins the pages of a list, and changes a person in it that a mutation changed", async () => {
    const client = await urql();
    const first = await client.query<AnyData>(PEOPLE, { first: 2 });
    expect(first.error).toBeUndefined();
    await client.query(PEOPLE, { first: 2, after: first.data.people.pageInfo.endCursor });
    const input = { id: coach, name: "Renamed in urql" };
    expect((await client.mutation<AnyData>(RENAME, { input })).data.updatePerson.userErrors).toEqual([]);
    const joined = client.readQuery<AnyData>(PEOPLE, { first: 2 });
    expect(namesOf(joined?.data)).toHaveLength(3);
    expect(namesOf(joined?.data)).toContain("Renamed in urql");
  });

  test("follows a schedule over graphql-ws", async () => {
    const client = await urql();
    const seen: AnyData[] = [];
    const { unsubscribe } = client
      .subscription<AnyData>(CHANGES, { coach })
      .subscribe(({ data }) => void seen.push(data));
    await begun(sockets.at(-1)!);
    const id = await book();
    await until("the booking", () => seen.length > 1);
    expect(seen).toMatchObject([
      { scheduleChanged: { type: "SNAPSHOT" } },
      { scheduleChanged: { type: "BOOKED", session: { id } } },
    ]);
    unsubscribe();
  });
});

/** Resolves when a socket has begun what was sent before. */
async function begun(one: Socket): Promise<void> {
  for await (const _ of one.iterate({ query: "{ __typename }" }));
}
