import { isDeepStrictEqual } from "node:util";
import { implement } from "@coachwork/platform";
import { ApiKey, UpdateApiKey } from "@coachwork/schema";
import { keyToChange } from "./key-to-change.js";
import { checkedScopes } from "./scopes-of-key.js";

/** Changes what a key is called, may do, and from where. It takes effect at once, on open sockets too. */
export const updateApiKey = implement(UpdateApiKey, async (context, input) => {
  const { transaction } = context;
  const key = await keyToChange(context, input);
  const { name = key.name, allowedAddresses = key.allowedAddresses } = input;
  const scopes = input.scopes === undefined ? key.scopes : checkedScopes(context, input.scopes);
  const { id } = key;
  const before = { name: key.name, scopes: key.scopes, allowedAddresses: key.allowedAddresses };
  const changes = { name, scopes, allowedAddresses };
  if (isDeepStrictEqual(changes, before)) return { apiKey: id };
  await transaction.update(ApiKey, { id }, changes);
  transaction.tell({ type: "api_key.updated", ids: { apiKey: id } });
  return { apiKey: id };
});
