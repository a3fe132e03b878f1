/** Accounts, and who writes to them. What is here about a fan can be erased by identity. */
export const people = [
  /* sql */ `
  CREATE TABLE account (
    id         uuid CONSTRAINT account_pkey PRIMARY KEY,
    platform   text NOT NULL,
    name       text NOT NULL CONSTRAINT account_name_key UNIQUE,
    -- For practice: never counted in metrics, bills, CRM.
    simulated  boolean NOT NULL,
    config     jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL
  )`,

  /* sql */ `
  CREATE TABLE customer (
    id         uuid CONSTRAINT customer_pkey PRIMARY KEY,
    name       text,
    created_at timestamptz(3) NOT NULL
  )`,

  /* sql */ `
  -- Never merged, never deleted but by erasure. A merge moves the pointer and nothing else. Null: nobody has
  -- said anything of this person yet, the identity stands for itself.
  -- No foreign key to account on the tables that a webhook writes: its check would lock the one account row
  -- for every new fan. Accounts are never deleted.
  CREATE TABLE identity (
    id          uuid CONSTRAINT identity_pkey PRIMARY KEY,
    account_id  uuid NOT NULL,
    external_id external_id NOT NULL,
    customer_id uuid CONSTRAINT identity_customer_fkey REFERENCES customer (id),
    created_at  timestamptz(3) NOT NULL,
    CONSTRAINT identity_external_key UNIQUE (account_id, external_id)
  )`,
  /* sql */ `CREATE INDEX identity_customer ON identity (customer_id) WHERE customer_id IS NOT NULL`,

  /* sql */ `
  CREATE TABLE identity_merge (
    id          uuid CONSTRAINT identity_merge_pkey PRIMARY KEY,
    from_id     uuid CONSTRAINT identity_merge_from_fkey REFERENCES customer (id),
    to_id       uuid NOT NULL CONSTRAINT identity_merge_to_fkey REFERENCES customer (id),
    identity_id uuid NOT NULL CONSTRAINT identity_merge_identity_fkey REFERENCES identity (id),
    evidence    jsonb NOT NULL,
    at          timestamptz(3) NOT NULL,
    by          text NOT NULL,
    undone_at   timestamptz(3)
  )`,
];
