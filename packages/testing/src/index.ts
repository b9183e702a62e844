export { type Answer, type AnyData, Following, isRetryable, logsOf, TestClient } from "./client.ts";
export { apiId, at, day, FirmFactory } from "./factory.ts";
export { type FeedServer, icsOf, meeting, startFeedServer } from "./feed-server.ts";
export { type CommitLink, openCommitLink } from "./commit-link.ts";
export { type Link, openLink } from "./link.ts";
export { until, within } from "./until.ts";
