/** The people who sign in, and what they may do. */
export const staff = [
  /* sql */ `
  CREATE TABLE staff (
    id                   uuid CONSTRAINT staff_pkey PRIMARY KEY,
    login                text NOT NULL,
    name                 text NOT NULL,
    employee_no          text CONSTRAINT staff_employee_no_key UNIQUE,
    -- A PHC string of argon2id. Null: invited, and not yet here.
    password_hash        text,
    must_change_password boolean NOT NULL DEFAULT false,
    state                text NOT NULL DEFAULT 'active',
    language             text NOT NULL DEFAULT 'zh-CN',
    capacity             smallint NOT NULL DEFAULT 5,
    created_at           timestamptz(3) NOT NULL,
    version              integer NOT NULL DEFAULT 1,
    CONSTRAINT staff_login_check CHECK (length(login) BETWEEN 2 AND 64),
    CONSTRAINT staff_name_check CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT staff_state_check CHECK (state IN ('active', 'disabled')),
    CONSTRAINT staff_language_check CHECK (language IN ('zh-CN', 'en')),
    CONSTRAINT staff_capacity_check CHECK (capacity BETWEEN 1 AND 50)
  )`,
  // Lin and LIN are one person at the door.
  /* sql */ `CREATE UNIQUE INDEX staff_login_key ON staff (lower(login))`,

  /* sql */ `
  -- Several roles add up. scope: {"queues": "all"} or {"queues": [ids]}.
  CREATE TABLE staff_role (
    staff_id uuid CONSTRAINT staff_role_staff_fkey REFERENCES staff (id),
    role     text,
    scope    jsonb NOT NULL,
    CONSTRAINT staff_role_pkey PRIMARY KEY (staff_id, role),
    CONSTRAINT staff_role_role_check CHECK (role IN ('agent', 'supervisor', 'admin', 'executive', 'auditor')),
    CONSTRAINT staff_role_scope_check CHECK
      (scope -> 'queues' IS NOT DISTINCT FROM '"all"' OR jsonb_typeof(scope -> 'queues') IS NOT DISTINCT FROM 'array')
  )`,
];
