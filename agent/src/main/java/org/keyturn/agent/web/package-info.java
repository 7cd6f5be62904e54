/**
 * The portal, and the console of operators: what people reach with a browser; and {@link
 * org.keyturn.agent.web.MetricsServer}, which no person does. Javalin and Jetty live only here.
 * Imports {@code account}, {@code policy}, {@code directory}, {@code journal}, {@code password},
 * {@code plan}, {@code run}, {@code recovery}, {@code console}, {@code report}, {@code schedule},
 * {@code notify} and {@code template}. Read {@link org.keyturn.agent.web.Route} first, then {@link
 * org.keyturn.agent.web.Site}.
 *
 * <p>A request passes {@link org.keyturn.agent.web.Limits} (how much at a time), {@link
 * org.keyturn.agent.web.Gate} (nothing but the routes, byte for byte) and {@link
 * org.keyturn.agent.web.Site} (the browser's own form, the rule of the route) before a {@link
 * org.keyturn.agent.web.Page} sees it as an {@link org.keyturn.agent.web.Exchange}.
 *
 * <p>An operator's route names the evidence of authority that its page needs ({@link
 * org.keyturn.agent.console.Sight} and what extends it); {@link org.keyturn.agent.web.Reception}
 * finds out for each request what the operator still may do.
 *
 * <p>To add a page: write {@code pages/NAME.html}, its sentences into {@code words_en.properties}
 * and {@code words_nl.properties} ({@code NAME-title} is its title), and a {@link
 * org.keyturn.agent.web.Route} that says who may use it into the {@code routes()} of a {@link
 * org.keyturn.agent.web.Pages}; hand those to {@link org.keyturn.agent.web.WebServer#open} in
 * {@code Agent}. What looks is {@code Route.get} and changes nothing; what changes something is
 * {@code Route.post} and ends with {@code Answer.seeOther}. Headers, the browser's token ({@code
 * {{>token}}} in each form), languages and errors are then as everywhere.
 */
@NullMarked
package org.keyturn.agent.web;

import org.jspecify.annotations.NullMarked;
