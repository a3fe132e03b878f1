import assert from "node:assert/strict";

import { HOUR } from "../../../core/kernel/instant.ts";
import type { ContractCase } from "../contract-case.ts";
import type { PlatformDriver } from "../platform-driver.ts";
import { acceptedMessage, assertRefused, sampleAt, sampleText, withQuery } from "../samples.ts";

/** Who may knock. */
export function verificationCases(driver: PlatformDriver): readonly ContractCase[] {
  const body = driver.textBody(sampleText);
  const call = () => driver.call(body, sampleAt, "1");
  return [
    {
      name: "accepts what the platform signed",
      run: () => {
        acceptedMessage(driver.open(), call());
      },
    },
    ...driver.signedParameters.flatMap((parameter) => parameterCases(driver, parameter)),
    {
      name: "refuses a body that another secret signed before it looks into it",
      run: () => {
        const junk = driver.call(new TextEncoder().encode("<junk"), sampleAt, "1");
        const [parameter = ""] = driver.signedParameters;
        const forged = withQuery(junk, (query) => query.set(parameter, altered(query.get(parameter) ?? "")));
        assertRefused(
          driver.open().receive(forged),
          refusals(driver, 401),
          "a forged call with a broken body",
        );
      },
    },
    ...[-HOUR, HOUR].map((difference) => ({
      name: `refuses a time stamp of an hour ${difference < 0 ? "ago" : "ahead"}`,
      run: () => {
        const stale = { ...driver.call(body, sampleAt + difference, "1"), at: sampleAt };
        assertRefused(driver.open().receive(stale), [403], "a stale call");
      },
    })),
    {
      name: "refuses a nonce that comes again with another body",
      run: () => {
        const adapter = driver.open();
        acceptedMessage(adapter, call());
        const other = driver.textBody({ ...sampleText, id: "2", text: "退款" });
        assertRefused(adapter.receive({ ...call(), body: other }), [403], "another body under a known nonce");
      },
    },
    {
      name: "accepts the same call again, for it may be a redelivery",
      run: () => {
        const adapter = driver.open();
        assert.deepEqual(acceptedMessage(adapter, call()), acceptedMessage(adapter, call()));
      },
    },
  ];
}

function parameterCases(driver: PlatformDriver, parameter: string): readonly ContractCase[] {
  const body = driver.textBody(sampleText);
  const receive = (change: (query: URLSearchParams, value: string) => void) => {
    const request = driver.call(body, sampleAt, "1");
    return driver.open().receive(withQuery(request, (query) => change(query, query.get(parameter) ?? "")));
  };
  return [
    {
      name: `refuses a call without ${parameter}, or with an empty one`,
      run: () => {
        assertRefused(
          receive((query) => query.delete(parameter)),
          refusals(driver, 400),
          `no ${parameter}`,
        );
        assertRefused(
          receive((query) => query.set(parameter, "")),
          refusals(driver, 400),
          `an empty ${parameter}`,
        );
      },
    },
    {
      name: `refuses a call with ${parameter} given twice, even the same`,
      run: () => {
        assertRefused(
          receive((query, value) => query.append(parameter, value)),
          refusals(driver, 400),
          `two ${parameter}`,
        );
      },
    },
    {
      name: `refuses a call with a wrong ${parameter} of any length, without throwing`,
      run: () => {
        for (const make of [altered, shorter, longer, fullWidth, () => "x"]) {
          const receipt = receive((query, value) => query.set(parameter, make(value)));
          assertRefused(receipt, [401, 403], `${make.name} ${parameter}`);
        }
      },
    },
  ];
}

/** The status of such a refusal: the platform's one for all where it has one. */
const refusals = ({ refusedWith }: PlatformDriver, status: number): readonly number[] => [
  refusedWith ?? status,
];

function altered(value: string): string {
  return value.startsWith("1") ? `2${value.slice(1)}` : `1${value.slice(1)}`;
}

function shorter(value: string): string {
  return value.slice(0, -1) || "0";
}

function longer(value: string): string {
  return value + value;
}

/** Digits that some parsers take for numbers. */
function fullWidth(value: string): string {
  return `${value}１`;
}
