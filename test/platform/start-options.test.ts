import { describe, expect, test } from "@jest/globals";
import { countedPorts } from "../../infra/launcher/environment.ts";
import { readStartOptions } from "../../infra/launcher/start-options.ts";

describe("pnpm start", () => {
  test("runs one process of each service, or as many as it is told", () => {
    expect(readStartOptions([])).toEqual({ gateways: 1, schedulers: 1 });
    expect(readStartOptions(["--", "--gateways", "3", "--schedulers=2"])).toEqual({ gateways: 3, schedulers: 2 });
    expect(readStartOptions(["--help"])).toBeUndefined();
  });

  test.each([
    [["--gateways", "0"], '--gateways is "0": give a whole number from 1 to 16.'],
    [["--schedulers", "17"], '--schedulers is "17": give a whole number from 1 to 16.'],
    [["--schedulers", "1e1"], '--schedulers is "1e1": give a whole number from 1 to 16.'],
    [["--gatewys", "2"], "Unknown option '--gatewys': see --help."],
    [["3"], "Unexpected argument '3': see --help."],
  ])("refuses %j", (args, message) => {
    expect(() => readStartOptions(args)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });

  test("counts ports upward", () => {
    expect(countedPorts({ port: 4000, schedulingPort: 4100 }, { gateways: 3, schedulers: 2 })).toEqual({
      gatewayPorts: [4000, 4001, 4002],
      schedulingPorts: [4100, 4101],
    });
  });

  test.each([
    [{ port: 4000, schedulingPort: 4002 }, "4002 would be needed twice"],
    [{ port: 65534, schedulingPort: 4100 }, "PORT is 65534"],
    [{ port: 4000, schedulingPort: 65535 }, "SCHEDULING_PORT is 65535"],
  ])("refuses ports that are not there: %j", (ports, message) => {
    expect(() => countedPorts(ports, { gateways: 3, schedulers: 2 })).toThrow(message);
  });
});
