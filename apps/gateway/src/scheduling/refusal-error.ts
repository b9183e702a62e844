import type { Refusal } from "@coachwork/schema";
import { GraphQLError } from "graphql";

/** A question that the scheduling service refuses to answer, as a query tells it. */
export function refusalError({ code, field, message }: Refusal): GraphQLError {
  return new GraphQLError(message, { extensions: { code: code === "INVALID" ? "BAD_USER_INPUT" : code, field } });
}
