package com.evaratech.node.tenancy;

import com.evaratech.common.gate.CurrentCaller;
import com.evaratech.common.page.Page;
import com.evaratech.common.page.PageRequest;
import com.evaratech.node.RequestFields;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** Customers: added to communities inside the caller's scope. */
@Path("/api/v1/customers")
class CustomerResource {

    private final CurrentCaller caller;
    private final InstantSource clock;
    private final TenancyService tenancy;
    private final CustomerRepository customers;

    CustomerResource(
            CurrentCaller caller,
            InstantSource clock,
            TenancyService tenancy,
            CustomerRepository customers) {
        this.caller = caller;
        this.clock = clock;
        this.tenancy = tenancy;
        this.customers = customers;
    }

    @POST
    @ResponseStatus(StatusCode.CREATED)
    public Uni<Customer> add(@Nullable AddCustomer wish) {
        var customer =
                TenancyRules.accept(RequestFields.body(wish), UUID.randomUUID(), clock.instant());
        return tenancy.add(caller.get(), customer);
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
}
