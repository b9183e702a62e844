export { type Answer, type AnyData, Following, TestClient } from "./client.ts";
export { createTestDatabase, type TestDatabase, testServer } from "./database.ts";
export { apiId, at, day, FirmFactory } from "./factory.ts";
export { type FeedServer, icsOf, meeting, startFeedServer } from "./feed-server.ts";
export { type Link, openLink } from "./link.ts";
export { serviceSecret, startPlatform, type TestPlatform } from "./platform.ts";
export { type RunningServer, startOwnServer } from "./server.ts";
export { PASSWORD, signIn, tokenHash } from "./sign-in.ts";
