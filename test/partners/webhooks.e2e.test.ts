import { expect, test } from "@jest/globals";
import { FirmFactory, until } from "@coachwork/testing";
import { Webhook } from "standardwebhooks";
import { lettersTo } from "../support/mailbox.ts";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { Receiver } from "../support/receiver.ts";

const { database, platform, signedIn } = await sharedStage();

test("A partner is told of a new organization, until its address is gone, which owners and admins learn by mail", async () => {
  const receiver = await Receiver.start();
  const firm = await FirmFactory.create(database.admin, { frontend_url: "https://app.firm.example" });
  const addressOf = (name: string) => `${name}.${firm.firmId}@firm.example`;
  const [email, adminsEmail] = [addressOf("nora"), addressOf("ada")];
  const owner = await signedIn(firm, await firm.person(["OWNER"], { email, name: "Nora" }));
  await firm.person(["ADMIN"], { email: adminsEmail, status: "ACTIVE" });
  const { apiKey } = await done(
    owner,
    "createApiKey",
    { name: "Directory", scopes: ["people:read"] },
    { answer: "apiKey { id }" },
  );
  const { webhookEndpoint, secret } = await done(
    owner,
    "createWebhookEndpoint",
    { url: receiver.url, apiKeyId: apiKey.id },
    { answer: "secret webhookEndpoint { id status apiKey { id } eventTypes }" },
  );
  expect(webhookEndpoint).toMatchObject({ status: "ACTIVE", apiKey: { id: apiKey.id }, eventTypes: [] });
  const { organization } = await done(
    owner,
    "createOrganization",
    { name: "Heron Books" },
    { answer: "organization { id }" },
  );
  const [received] = await receiver.until(1);
  expect(new Webhook(secret).verify(received!.body, received!.headers as Record<string, string>)).toMatchObject({
    type: "ORGANIZATION_CREATED",
    data: { objectId: organization.id },
  });

  const look = async () => {
    const query = `query ($id: ID!) { node(id: $id) { ... on WebhookEndpoint {
      status disabledReason deliveries(first: 9, filter: { status: FAILED }) { totalCount }
      all: deliveries(first: 9) { nodes {
        messageId status payload attempts(first: 9) { nodes { number responseStatus requestHeaders } }
      } }
    } } }`;
    return (await owner.ask(query, { id: webhookEndpoint.id })).node;
  };
  const { all } = await until("the delivery", look, ({ all: found }) => found.nodes[0]?.status === "DELIVERED");
  expect(all.nodes).toMatchObject([
    {
      messageId: received!.id,
      payload: received!.body,
      attempts: { nodes: [{ number: 1, responseStatus: 204 }] },
    },
  ]);
  expect(all.nodes[0].attempts.nodes[0].requestHeaders).toContain(`webhook-id: ${received!.id}`);

  receiver.answers(410);
  await done(owner, "createOrganization", { name: "Osprey" });
  await until("the end", look, ({ disabledReason }) => disabledReason === "GONE");
  const letters = await until(
    "the letters",
    () => lettersTo(platform.outbox, email, adminsEmail),
    ({ length }) => length === 2,
  );
  for (const { subject, text } of letters) {
    expect(subject).toBe(`A webhook is disabled: ${receiver.url}`);
    expect(text).toContain("410");
    expect(text).toContain(`https://app.firm.example/webhooks/${webhookEndpoint.id}`);
  }
  await receiver.stop();
});

test("A key and those who do not run the firm see no endpoints", async () => {
  const firm = await FirmFactory.create(database.admin);
  for (const role of ["PROGRAM_MANAGER", "COACH", "FINANCE"]) {
    const client = await signedIn(firm, await firm.person([role]));
    expect((await client.ask("{ webhookEndpoints(first: 5) { totalCount } }")).webhookEndpoints.totalCount).toBe(0);
  }
});
