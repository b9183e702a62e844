import {
  ApiKey,
  ApiKeyOrder,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
} from "@coachwork/schema";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { perform } from "../graphql/perform.js";
import { queriesFor } from "../graphql/queries.js";
import { createApiKey } from "./create-api-key.js";
import { revokeApiKey } from "./revoke-api-key.js";

export const ApiKeyQueries = queriesFor(ApiKey, { many: "apiKeys", order: ApiKeyOrder, orderBy: "CREATED" });

@Resolver()
export class ApiKeyMutations {
  @Mutation(() => CreateApiKeyPayload, { description: "Makes an API key; the answer alone shows it whole." })
  createApiKey(
    @Arg("input", () => CreateApiKeyInput) input: CreateApiKeyInput,
    @Ctx() context: Context,
  ): Promise<CreateApiKeyPayload> {
    return perform(context, CreateApiKeyPayload, createApiKey, input);
  }

  @Mutation(() => RevokeApiKeyPayload, { description: "Ends an API key for good, within a second." })
  revokeApiKey(
    @Arg("input", () => RevokeApiKeyInput) input: RevokeApiKeyInput,
    @Ctx() context: Context,
  ): Promise<RevokeApiKeyPayload> {
    return perform(context, RevokeApiKeyPayload, revokeApiKey, input);
  }
}
