package com.evaratech.alert.handling;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code alerting.alert_comment}. */
@Entity
@Table(schema = "alerting", name = "alert_comment")
class CommentEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    long alertNumber;
    Instant at;
    String author;
    String text;

    static CommentEntity of(long alertNumber, Comment comment) {
        var row = new CommentEntity();
        row.alertNumber = alertNumber;
        row.at = comment.at();
        row.author = comment.author();
        row.text = comment.text();
        return row;
    }

    Comment toComment() {
        return new Comment(at, author, text);
    }
}
