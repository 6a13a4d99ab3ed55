package com.evaratech.node.tenancy;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.common.precondition.IfMatch;
import com.evaratech.common.problem.RequestFields;
import com.evaratech.node.RegistryException.Unknown;
import com.evaratech.node.TenancyLevel;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** Customers and their plans, in communities inside the caller's scope. */
@Path("/api/v1/customers")
class CustomerResource {

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final CustomerService service;
    private final TenantNodes nodes;
    private final CustomerRepository customers;

    CustomerResource(
            CurrentCaller caller,
            InstantSource clock,
            CustomerService service,
            TenantNodes nodes,
            CustomerRepository customers) {
        this.caller = caller;
        this.clock = clock;
        this.service = service;
        this.nodes = nodes;
        this.customers = customers;
    }

    @POST
    @ResponseStatus(StatusCode.CREATED)
    public Uni<Customer> add(@Nullable AddCustomer wish) {
        var customer =
                TenancyRules.accept(RequestFields.body(wish), UUID.randomUUID(), clock.instant());
        return service.add(caller.get(), customer);
    }

    @GET
    @WithSession
    public Uni<Page<Customer>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return customers
                .listVisible(caller.get().scope(), page)
                .map(rows ->
                        Page.of(page, rows, row -> row.number).map(CustomerEntity::toCustomer));
    }

    @GET
    @Path("/{id}")
    @WithSession
    public Uni<RestResponse<Customer>> find(UUID id) {
        return customers
                .findVisible(caller.get().scope(), id)
                .onItem()
                .ifNull()
                .failWith(() -> new Unknown("customer", id))
                .map(CustomerEntity::toCustomer)
                .map(CustomerResource::answer);
    }

    @PUT
    @Path("/{id}")
    public Uni<RestResponse<Customer>> change(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @Nullable ChangeCustomer wish) {
        return service.change(caller.get(), id, RequestFields.body(wish), IfMatch.of(ifMatch))
                .map(CustomerResource::answer);
    }

    /** With {@code nodes=delete}, its nodes are deleted first; all else must be gone already. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> remove(
            UUID id,
            @HeaderParam(IfMatch.HEADER) @Nullable String ifMatch,
            @QueryParam("nodes") @Nullable String withNodes) {
        var author = caller.get();
        var seen = IfMatch.of(ifMatch);
        var empty =
                RemovalWish.accept(withNodes).isWithNodes()
                        ? service.checkRemoval(author, id, seen)
                                .chain(() ->
                                        nodes.deleteAll(
                                                author, new TenancyPart(TenancyLevel.CUSTOMER, id)))
                        : Uni.createFrom().voidItem();
        return empty.chain(() -> service.remove(author, id, seen))
                .replaceWith(RestResponse.noContent());
    }

    private static RestResponse<Customer> answer(Customer customer) {
        return ResponseBuilder.ok(customer).tag(Long.toString(customer.version())).build();
    }
}
