import type { Mutate } from "./mutate.js";

/** Those who run the firm have a partner's system told what happens. */
export async function tellPartners(mutate: Mutate): Promise<void> {
  const apiKeyId = await mutate("createApiKey", { name: "Story", scopes: ["people:read"] });
  const id = await mutate("createWebhookEndpoint", { url: "https://partner.example/story", apiKeyId });
  await mutate("updateWebhookEndpoint", {
    id,
    description: "Story",
    eventTypes: ["PERSON_CREATED"],
    selection: "{ object { id } }",
  });
  await mutate("rotateWebhookSecret", { id });
  const delivery = await mutate("sendTestWebhook", { id });
  await mutate("replayWebhookDelivery", { id: delivery });
  await mutate("replayWebhooksFrom", { id, from: "2027-03-01T09:00:00Z" });
  await mutate("disableWebhookEndpoint", { id });
  await mutate("enableWebhookEndpoint", { id });
  await mutate("archiveWebhookEndpoint", { id });
}
