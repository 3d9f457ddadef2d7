// The 2.x line on purpose: 4.x no longer passes attributes such as hx-select and hx-headers down to children, and is
// young. Pages use nothing that 4.x took away, so moving is a change of this line and of the lock.
export { default } from 'htmx.org/dist/htmx.esm.js'
