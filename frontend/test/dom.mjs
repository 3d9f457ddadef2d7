/** The little of a browser that the editor's schema asks for when it is built. */
import { Window } from 'happy-dom'

const window = new Window()
const { document, Node, HTMLElement, DOMParser } = window
Object.assign(globalThis, { window, document, Node, HTMLElement, DOMParser })
