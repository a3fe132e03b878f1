import type { z } from "zod";

import type { Asked } from "../../core/access/permission.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One call of the API, the only source of its validation, the console's types and the OpenAPI document. What its
 * schemas accept is given to the action as one object: params, query and body together.
 */
export type Contract = {
  /** noun.verb; the operationId of OpenAPI. */
  readonly id: string;
  readonly method: Method;
  /** Below /api/v1, parameters as `:id`. */
  readonly path: `/${string}`;
  readonly permission: Asked;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON. */
  readonly body?: z.ZodObject;
  /** JSON; absent: 204 without a body. */
  readonly response?: z.ZodType;
  /** Another server calls, and its body is signed: no cookie counts, so no page can misuse one. */
  readonly signed?: true;
  /** Where no body of it is ever near what others may be. */
  readonly bodyBytesMax?: number;
  /** The media type of a body or an answer that is not JSON; its handler reads and writes Koa's context itself. */
  readonly bytes?: { readonly request?: string; readonly response?: string };
};

/** Keeps the schemas' own types. */
export const contract = <const C extends Contract>(shape: C): C => shape;

type Part<C extends Contract, Key extends "params" | "query" | "body"> = C[Key] extends z.ZodObject
  ? z.output<C[Key]>
  : object;

/** What its action is given. */
export type InputOf<C extends Contract> = Part<C, "params"> & Part<C, "query"> & Part<C, "body">;

/** What it is answered with. */
export type AnswerOf<C extends Contract> = C["response"] extends z.ZodType ? z.output<C["response"]> : void;

/** What the console sends, before defaults. */
export type BodyOf<C extends Contract> = C["body"] extends z.ZodObject ? z.input<C["body"]> : undefined;

type Kept<T> = T extends readonly (infer Item)[]
  ? readonly Kept<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Kept<T[Key]> }
    : T;

/** The same as an action gives it: nobody changes it on its way. */
export type GivenAnswer<C extends Contract> = Kept<AnswerOf<C>>;
