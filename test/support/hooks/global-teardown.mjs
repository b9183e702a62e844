export default async function teardown() {
  await globalThis.testRun?.platform.stop();
  await globalThis.testRun?.server.stop();
}
